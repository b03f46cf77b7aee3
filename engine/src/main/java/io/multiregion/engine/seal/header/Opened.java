package io.multiregion.engine.seal.header;

/** A message that was opened: its sender is proven, its header and payload are as the sender sealed them. */
public record Opened(Header header, byte[] payload) {}
