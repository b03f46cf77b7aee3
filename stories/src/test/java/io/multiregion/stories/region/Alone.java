package io.multiregion.stories.region;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A story that has the two shared regions to itself, after those that run beside others: it breaks their servers or links, moves all
 * their realms, or measures. It finds no realm of a story before it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({Regions.class, Faults.class})
@Isolated
public @interface Alone {}
