/** Keys of Azure Key Vault and Managed HSM: {@code azurekv:}. */
package io.multiregion.key.azure;
