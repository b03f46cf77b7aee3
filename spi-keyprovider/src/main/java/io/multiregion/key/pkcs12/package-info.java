/** Keys in a PKCS#12 file: {@code pkcs12:}. */
package io.multiregion.key.pkcs12;
