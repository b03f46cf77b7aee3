/** Keys in a file: {@code pkcs12:} and {@code bcfks:}. */
package io.multiregion.key.pkcs12;
