/** One region with its server, and the realms and replicas in it. */
package io.multiregion.lab.region;
