/** What stands between regions, users and the rest of the world: links that can fail, a load balancer, a mail server. */
package io.multiregion.lab.network;
