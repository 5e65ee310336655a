package io.cosymesh.webui.tls;

/**
 * The names that the gateway has a certificate for.
 */
public interface ServerNames {

	/**
	 * Says whether the gateway goes by a name.
	 * @param host a host as a request names it, without its port
	 * @return whether the certificate in service is good for it
	 */
	boolean include(String host);

}
