/** The base URL by which a realm is known, whichever region answers. */
package io.multiregion.replication.issuer;
