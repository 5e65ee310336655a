package io.cosymesh.cli.state;

/**
 * Secrets made at first start, one file each.
 */
public enum Secret {

	API_KEY("api-key"), ADMIN_PASSWORD("admin-password");

	private final String fileName;

	Secret(String fileName) {
		this.fileName = fileName;
	}

	String fileName() {
		return this.fileName;
	}

}
