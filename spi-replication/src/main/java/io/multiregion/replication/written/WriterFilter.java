package io.multiregion.replication.written;

import io.multiregion.engine.journal.Written;
import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/** From here on it is noted what the request writes: this is the worker thread on which it does, up to {@link ReceiptFilter}. */
@Provider
@Priority(WriterFilter.FIRST)
public final class WriterFilter implements ContainerRequestFilter {

    static final int FIRST = 100;

    @Override
    public void filter(ContainerRequestContext request) {
        Written.begin();
    }
}
