package io.cosymesh.cli.speak;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/**
 * A multipart form of text fields and one file, of known length (RFC 7578).
 */
final class MultipartForm {

	private final String boundary = "cosymesh-" + UUID.randomUUID();

	private final Map<String, String> fields;

	private final String fileField;

	private final Path file;

	MultipartForm(Map<String, String> fields, String fileField, Path file) {
		this.fields = Map.copyOf(fields);
		this.fileField = fileField;
		this.file = file;
	}

	String contentType() {
		return "multipart/form-data; boundary=" + this.boundary;
	}

	BodyPublisher body() throws FileNotFoundException {
		StringBuilder head = new StringBuilder();
		this.fields.forEach((name, value) -> head.append("--%s\r\n".formatted(this.boundary))
			.append("Content-Disposition: form-data; name=\"%s\"\r\n".formatted(name))
			.append("Content-Type: text/plain; charset=UTF-8\r\n\r\n")
			.append(value)
			.append("\r\n"));
		head.append("--%s\r\n".formatted(this.boundary))
			.append("Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n".formatted(this.fileField,
					safeName()))
			.append("Content-Type: application/octet-stream\r\n\r\n");
		return BodyPublishers.concat(BodyPublishers.ofString(head.toString()), BodyPublishers.ofFile(this.file),
				BodyPublishers.ofString("\r\n--%s--\r\n".formatted(this.boundary)));
	}

	private String safeName() {
		return this.file.getFileName().toString().replaceAll("[\"\\\\\\p{Cntrl}]", "_");
	}

}
