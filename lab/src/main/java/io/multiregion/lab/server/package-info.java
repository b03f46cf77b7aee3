/** The Keycloak that runs: where this checkout has it, how it is built with the product, and its command line. */
package io.multiregion.lab.server;
