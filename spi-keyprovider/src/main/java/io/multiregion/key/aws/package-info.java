/** Keys of AWS Key Management Service: {@code awskms:}. */
package io.multiregion.key.aws;
