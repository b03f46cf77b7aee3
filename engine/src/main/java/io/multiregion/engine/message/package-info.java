/** What regions say to each other but for rows: requests and answers, each with the fields it has, and their one encoding. */
package io.multiregion.engine.message;
