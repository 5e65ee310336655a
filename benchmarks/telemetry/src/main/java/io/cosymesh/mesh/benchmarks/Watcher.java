package io.cosymesh.mesh.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.cosymesh.identity.test.TestSvid;

/**
 * Somebody who looks at a tap from another process, as they would: what curl does with
 * the events is none of the edge's cost.
 */
record Watcher(Process curl, Path events) implements AutoCloseable {

	static Watcher start(TestSvid operator, Edge edge) throws IOException {
		Path folder = Files.createTempDirectory("watcher");
		Path certificate = Files.writeString(folder.resolve("chain.pem"), operator.chainPem());
		Path key = Files.writeString(folder.resolve("key.pem"), operator.keyPem());
		Path events = folder.resolve("events");
		return new Watcher(
				new ProcessBuilder("curl", "--silent", "--no-buffer", "--insecure", "--cert", certificate.toString(),
						"--key", key.toString(), "--output", events.toString(), edge.called().url() + "/mesh/tap")
					.inheritIO()
					.start(),
				events);
	}

	long told() throws IOException {
		try (var lines = Files.lines(this.events)) {
			return lines.filter("event:request"::equals).count();
		}
	}

	@Override
	public void close() {
		this.curl.destroy();
	}

}
