/** The endpoints: for operators, for other regions, and for load balancers. */
package io.multiregion.replication.wiring.rest;
