package io.cosymesh.system;

/**
 * Whose TLS the services of this run speak.
 */
enum TlsEngine {

	/** What they take by themselves where it loads. */
	BORINGSSL("BoringSSL", "stack", "-Dio.netty.handler.ssl.noOpenSsl=false"),

	/** What they fall back to. */
	JDK("JDK", "stack-jdk-tls", "-Dio.netty.handler.ssl.noOpenSsl=true");

	private final String loggedName;

	private final String stack;

	private final String option;

	TlsEngine(String loggedName, String stack, String option) {
		this.loggedName = loggedName;
		this.stack = stack;
		this.option = option;
	}

	static TlsEngine ofThisRun() {
		return valueOf(System.getProperty("cosymesh.test.engine", "BORINGSSL"));
	}

	/**
	 * Returns what services call it when they start.
	 */
	String loggedName() {
		return this.loggedName;
	}

	/**
	 * Returns the name of the state directory, so that one run leaves the logs of the
	 * other.
	 */
	String stack() {
		return this.stack;
	}

	/**
	 * Returns the option that makes a JVM use it.
	 */
	String option() {
		return this.option;
	}

}
