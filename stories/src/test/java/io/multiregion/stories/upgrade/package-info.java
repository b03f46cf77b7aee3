/** Other versions of Keycloak, and what is handed out for them. */
package io.multiregion.stories.upgrade;
