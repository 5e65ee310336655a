package io.cosymesh.identity.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The seed corpus of a fuzz test, and what the seeds were made for: keys and documents
 * beside it in {@code <Class>Context}.
 */
public final class FuzzSeeds {

	private final Class<?> test;

	private final Path directory;

	public FuzzSeeds(Class<?> test, String method) {
		this.test = test;
		try {
			this.directory = Path.of(test.getResource(test.getSimpleName() + "Inputs/" + method).toURI());
		}
		catch (URISyntaxException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Returns the seeds whose file names start so. */
	public List<String> texts(String prefix) {
		List<String> texts = new ArrayList<>();
		try (DirectoryStream<Path> files = Files.newDirectoryStream(this.directory, prefix + "*")) {
			for (Path file : files) {
				texts.add(Files.readString(file, StandardCharsets.ISO_8859_1));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return texts;
	}

	/** Returns a document that the seeds were made for. */
	public String context(String name) {
		try (InputStream in = this.test.getResourceAsStream(this.test.getSimpleName() + "Context/" + name)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
