/** The databases of regions, whose rows can be read while they run. */
package io.multiregion.lab.database;
