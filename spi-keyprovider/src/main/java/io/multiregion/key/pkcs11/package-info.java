/** Keys in a security module that speaks PKCS#11: {@code pkcs11:}. */
package io.multiregion.key.pkcs11;
