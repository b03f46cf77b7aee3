/** The few algorithms that all of this is made of, as they are used here: AES-GCM, RSA-OAEP, SHA-256, and points on P-256. */
package io.multiregion.key.cipher;
