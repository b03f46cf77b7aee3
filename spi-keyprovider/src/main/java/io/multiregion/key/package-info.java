/** The keys of a region: its own identity key pair, and the certificates of the regions it trusts. */
package io.multiregion.key;
