/** Copies that their primary has forgotten: found out, and removed when an operator says so. */
package io.multiregion.engine.forgotten;
