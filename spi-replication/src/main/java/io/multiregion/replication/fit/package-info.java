/** Whether the server that runs has all of Keycloak that this extension was compiled against. */
package io.multiregion.replication.fit;
