import COpenSSL
import Glibc
public import Operations
import ServerFacts

/// SHA-256 by OpenSSL.
public struct OpenSSLDigests: Digests {
  public init() {}

  public func sha256(_ bytes: [UInt8]) -> String {
    var digest = [UInt8](repeating: 0, count: Int(SHA256_DIGEST_LENGTH))
    // The calls below EVP: that one first looks for whoever provides it, longer than a whole lookup takes.
    var context = SHA256_CTX()
    SHA256_Init(&context)
    SHA256_Update(&context, bytes, bytes.count)
    SHA256_Final(&digest, &context)
    let digits: StaticString = "0123456789abcdef"
    return String(unsafeUninitializedCapacity: 2 * digest.count) { text in
      for (place, byte) in digest.enumerated() {
        text[2 * place] = digits.utf8Start[Int(byte >> 4)]
        text[2 * place + 1] = digits.utf8Start[Int(byte & 15)]
      }
      return 2 * digest.count
    }
  }
}

/// Reads X.509 and key files. OpenSSL leaves errors behind in a queue of the thread, which every reading
/// clears.
enum Certificates {
  /// The certificates of a PEM text, in its order; empty when there is none.
  static func read(pem: [UInt8]) -> [CertificateFields] {
    defer { ERR_clear_error() }
    return withMemory(pem) { memory in
      var certificates: [CertificateFields] = []
      while let certificate = PEM_read_bio_X509(memory, nil, nil, nil) {
        certificates.append(fields(certificate))
        X509_free(certificate)
      }
      return certificates
    } ?? []
  }

  /// SHA-256 of the public half of a private key; nil when the text holds no key that opens without a
  /// passphrase.
  static func publicKeyDigest(ofPrivateKey pem: [UInt8]) -> String? {
    defer { ERR_clear_error() }
    return withMemory(pem) { memory in
      // Without a callback OpenSSL would ask for a passphrase at the terminal.
      guard let key = PEM_read_bio_PrivateKey(memory, nil, { _, _, _, _ in -1 }, nil) else {
        return String?.none
      }
      defer { EVP_PKEY_free(key) }
      return digest { i2d_PUBKEY(key, $0) }
    } ?? nil
  }

  static func fields(_ certificate: OpaquePointer) -> CertificateFields {
    CertificateFields(
      subject: name(X509_get_subject_name(certificate)), issuer: name(X509_get_issuer_name(certificate)),
      notBefore: seconds(X509_get0_notBefore(certificate)),
      notAfter: seconds(X509_get0_notAfter(certificate)),
      names: alternativeNames(certificate), serial: serial(certificate),
      fingerprint: digest { i2d_X509(certificate, $0) },
      publicKey: digest { i2d_PUBKEY(X509_get0_pubkey(certificate), $0) })
  }

  private static func withMemory<Value>(_ bytes: [UInt8], _ body: (OpaquePointer) -> Value) -> Value? {
    bytes.withUnsafeBytes { buffer in
      guard let memory = BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count)) else {
        return nil
      }
      defer { BIO_free(memory) }
      return body(memory)
    }
  }

  private static func digest(
    _ encode: (UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Int32
  ) -> String {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = encode(&bytes)
    guard let start = bytes, count > 0 else { return "" }
    defer { CRYPTO_free(start, #file, #line) }
    return OpenSSLDigests().sha256(Array(UnsafeBufferPointer(start: start, count: Int(count))))
  }

  /// A distinguished name as RFC 2253 writes it: `CN=example.org,O=Example`.
  private static func name(_ name: OpaquePointer?) -> String {
    guard let name, let memory = BIO_new(BIO_s_mem()) else { return "" }
    defer { BIO_free(memory) }
    rb_print_name(memory, name)
    var start: UnsafeMutablePointer<CChar>?
    let count = rb_memory_bytes(memory, &start)
    guard let start, count > 0 else { return "" }
    return String(decoding: UnsafeRawBufferPointer(start: start, count: count), as: UTF8.self)
  }

  private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) -> Int {
    var parts = tm()
    guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return 0 }
    return timegm(&parts)
  }

  private static func alternativeNames(_ certificate: OpaquePointer) -> [String] {
    guard let names = rb_alternative_names(certificate) else { return [] }
    defer { rb_free_names(names) }
    return (0..<rb_name_count(names)).compactMap { place in
      var length: Int32 = 0
      guard let start = rb_dns_name(names, place, &length) else { return nil }
      return String(decoding: UnsafeBufferPointer(start: start, count: Int(length)), as: UTF8.self)
    }
  }

  private static func serial(_ certificate: OpaquePointer) -> String {
    guard let number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(certificate), nil) else { return "" }
    defer { BN_free(number) }
    guard let digits = BN_bn2hex(number) else { return "" }
    defer { CRYPTO_free(digits, #file, #line) }
    return String(cString: digits).lowercased()
  }
}
