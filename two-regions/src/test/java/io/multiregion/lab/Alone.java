package io.multiregion.lab;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A story that has the two shared regions to itself: it breaks their servers or links, moves all their realms, or measures. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Regions.class)
@ResourceLock(value = Regions.SHARED, mode = ResourceAccessMode.READ_WRITE)
@interface Alone {}
