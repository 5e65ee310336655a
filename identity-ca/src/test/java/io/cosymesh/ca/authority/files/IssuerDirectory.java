package io.cosymesh.ca.authority.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.cosymesh.ca.authority.UpstreamCa;

/**
 * A mounted Secret: files that are links into a generation, swapped as a kubelet does.
 */
public final class IssuerDirectory {

	private final Path path;

	public IssuerDirectory(Path path) {
		this.path = path;
	}

	public Path path() {
		return this.path;
	}

	public void write(UpstreamCa signing) {
		write(signing.chainPem(), signing.keyPem(), signing.rootPem());
	}

	/** Makes a new generation and swaps the link to it. */
	public void write(String certificates, String key, String roots) {
		try {
			Path next = Files.createDirectories(this.path.resolve("..generation-" + System.nanoTime()));
			Files.writeString(next.resolve("tls.crt"), certificates);
			Files.writeString(next.resolve("tls.key"), key);
			Files.writeString(next.resolve("ca.crt"), roots);
			for (String name : new String[] { "tls.crt", "tls.key", "ca.crt" }) {
				if (!Files.isSymbolicLink(this.path.resolve(name))) {
					Files.createSymbolicLink(this.path.resolve(name), Path.of("..data", name));
				}
			}
			Path link = this.path.resolve("..data_tmp");
			Files.createSymbolicLink(link, next.getFileName());
			Files.move(link, this.path.resolve("..data"), StandardCopyOption.ATOMIC_MOVE,
					StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
