/** What people see of the regions: texts for Keycloak's pages, on every theme. */
package io.multiregion.theme;
