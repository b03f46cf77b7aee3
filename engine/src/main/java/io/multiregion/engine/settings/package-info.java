/** The settings of the extension, read once. */
package io.multiregion.engine.settings;
