package io.cosymesh.webui.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;

import org.bouncycastle.openssl.jcajce.JcaPEMWriter;

/**
 * Writes files that nobody but this user may read, each in one step.
 */
final class PrivateFile {

	private PrivateFile() {
	}

	static void createDirectory(Path directory) throws IOException {
		if (!Files.isDirectory(directory)) {
			Files.createDirectories(directory,
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		}
	}

	static void writePem(Path file, Object... content) throws IOException {
		StringWriter pem = new StringWriter();
		try (JcaPEMWriter writer = new JcaPEMWriter(pem)) {
			for (Object part : content) {
				writer.writeObject(part);
			}
		}
		Path draft = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".draft",
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(draft, pem.toString());
		Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
	}

}
