/** What is read again and again while a page is open. */
package io.multiregion.replication.rest.watch;
