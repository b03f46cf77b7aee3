/** Two real regions on one machine, and the tools to drive, break and compare them: for the stories, the demo and the bench. */
package io.multiregion.lab;
