/** What all places of identity keys have in common: URIs, certificates in files, and what a key is asked for at all. */
package io.multiregion.key.place;
