package io.farmgate.adapter.http.edge;

import java.nio.file.Path;

/**
 * Where the certificate of the main port is; see {@link TlsIdentity#load}.
 *
 * @param certificate PEM, the certificate first, then those that lead to its root
 * @param key PEM, PKCS#8, not encrypted
 */
public record TlsFiles(Path certificate, Path key) {}
