/** The tables, columns and keys that this region's database has. */
package io.multiregion.engine.schema;
