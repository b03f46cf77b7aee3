/** The certificates that regions are known by: which may be used, and those of the regions that this one trusts. */
package io.multiregion.key.trust;
