package io.cosymesh.mesh.http2;

/**
 * How the window of an HTTP/2 connection is shared. It is fixed at 65535 bytes for all
 * streams together. The receiver announces what was read on a connection only once it is
 * half of that, so the windows of all streams fit into the other half: readers who stall
 * can't stall another on the connection, in either direction.
 */
public final class StreamWindows {

	/** Streams a client opens on one connection at most. */
	public static final int STREAMS_PER_CONNECTION = 4;

	/** Bytes that may be on their way in one stream. */
	public static final int BYTES_PER_STREAM = 65_535 / 2 / STREAMS_PER_CONNECTION;

	private StreamWindows() {
	}

}
