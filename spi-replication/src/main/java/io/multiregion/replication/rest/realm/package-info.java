/** The endpoints below a realm: for other regions, load balancers, and the sign-in page. */
package io.multiregion.replication.rest.realm;
