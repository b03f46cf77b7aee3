/** The layers of a sealed message: CMS, signed and encrypted (RFC 5652). */
package io.multiregion.engine.seal.cms;
