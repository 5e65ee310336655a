package io.cosymesh.mesh.http2;

/**
 * How the window of an HTTP/2 connection is shared. It is fixed at 65535 bytes for all
 * streams together; as the windows of all streams fit into it, one reader who stalls
 * can't stall the others on the connection, in either direction.
 */
public final class StreamWindows {

	/** Streams a client opens on one connection at most. */
	public static final int STREAMS_PER_CONNECTION = 4;

	/** Bytes that may be on their way in one stream. */
	public static final int BYTES_PER_STREAM = 65_535 / STREAMS_PER_CONNECTION;

	private StreamWindows() {
	}

}
