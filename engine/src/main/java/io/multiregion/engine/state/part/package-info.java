/** What the states of realms are made of, and how far what others tell of them is believed. */
package io.multiregion.engine.state.part;
