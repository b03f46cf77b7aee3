/** Consents that users have withdrawn. */
package io.multiregion.engine.withdrawn;
