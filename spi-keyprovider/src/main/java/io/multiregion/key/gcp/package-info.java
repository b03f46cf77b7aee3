/** Keys of Google Cloud KMS: {@code gcpkms:}. */
package io.multiregion.key.gcp;
