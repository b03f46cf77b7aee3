/** The incidental writes of a sign-in, left out for a realm that is a copy. */
package io.multiregion.replication.user;
