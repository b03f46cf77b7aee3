/** The promises, each tested on real regions; one room for each topic. */
package io.multiregion.stories;
