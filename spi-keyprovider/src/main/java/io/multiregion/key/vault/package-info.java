/** Keys of the transit engine of HashiCorp Vault and OpenBao: {@code vault:}. */
package io.multiregion.key.vault;
