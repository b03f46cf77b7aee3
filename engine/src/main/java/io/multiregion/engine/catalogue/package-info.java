/** Which tables a realm's resources are made of, and how the rows of each lead to the resource that owns them. */
package io.multiregion.engine.catalogue;
