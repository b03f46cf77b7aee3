/** The transactions by which the primary role of a realm moves: leading, following, and nothing between. */
package io.multiregion.engine.succession;
