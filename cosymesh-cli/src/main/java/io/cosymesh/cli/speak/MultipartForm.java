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

	private final String fileName;

	private final BodyPublisher file;

	private MultipartForm(Map<String, String> fields, String fileField, String fileName, BodyPublisher file) {
		this.fields = Map.copyOf(fields);
		this.fileField = fileField;
		this.fileName = fileName;
		this.file = file;
	}

	static MultipartForm of(Map<String, String> fields, String fileField, Path file) throws FileNotFoundException {
		return new MultipartForm(fields, fileField, file.getFileName().toString(), BodyPublishers.ofFile(file));
	}

	static MultipartForm of(Map<String, String> fields, String fileField, String fileName, byte[] content) {
		return new MultipartForm(fields, fileField, fileName, BodyPublishers.ofByteArray(content));
	}

	String contentType() {
		return "multipart/form-data; boundary=" + this.boundary;
	}

	BodyPublisher body() {
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
		return BodyPublishers.concat(BodyPublishers.ofString(head.toString()), this.file,
				BodyPublishers.ofString("\r\n--%s--\r\n".formatted(this.boundary)));
	}

	private String safeName() {
		return this.fileName.replaceAll("[\"\\\\\\p{Cntrl}]", "_");
	}

}
