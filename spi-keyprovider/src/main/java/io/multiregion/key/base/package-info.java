/**
 * What all places of keys have in common: reading their URIs and certificates, and the layout of a wrapped data key. For the
 * packages beside it, and for nobody else.
 */
package io.multiregion.key.base;
