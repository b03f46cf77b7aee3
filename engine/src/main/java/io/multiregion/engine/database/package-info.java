/** The region's database as this extension uses it: connections of its own, and what differs between database products. */
package io.multiregion.engine.database;
