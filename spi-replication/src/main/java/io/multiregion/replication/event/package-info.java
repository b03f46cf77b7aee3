/** Sign-in and admin events say in which region they happened. */
package io.multiregion.replication.event;
