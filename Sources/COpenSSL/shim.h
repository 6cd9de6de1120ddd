// Of what it calls old the calls for a digest are used.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

// Swift does not see macros that call functions. These spell them out.

static inline long rb_memory_bytes(BIO *memory, char **bytes) { return BIO_get_mem_data(memory, bytes); }

static inline int rb_ask_for_name(SSL *connection, const char *name) {
  return (int)SSL_set_tlsext_host_name(connection, name);
}

static inline int rb_print_name(BIO *memory, X509_NAME *name) {
  return X509_NAME_print_ex(memory, name, 0, XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB);
}

static inline GENERAL_NAMES *rb_alternative_names(X509 *certificate) {
  return (GENERAL_NAMES *)X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
}

static inline int rb_name_count(GENERAL_NAMES *names) { return sk_GENERAL_NAME_num(names); }

// The DNS name at a place, not ended by NUL; NULL where the name is of another kind.
static inline const unsigned char *rb_dns_name(GENERAL_NAMES *names, int place, int *length) {
  const GENERAL_NAME *name = sk_GENERAL_NAME_value(names, place);
  if (name == NULL || name->type != GEN_DNS) return NULL;
  *length = ASN1_STRING_length(name->d.dNSName);
  return ASN1_STRING_get0_data(name->d.dNSName);
}

static inline void rb_free_names(GENERAL_NAMES *names) { GENERAL_NAMES_free(names); }

static inline int rb_chain_length(SSL *connection) {
  STACK_OF(X509) *chain = SSL_get_peer_cert_chain(connection);
  return chain == NULL ? 0 : sk_X509_num(chain);
}

// Borrowed from the connection.
static inline X509 *rb_chain_member(SSL *connection, int place) {
  return sk_X509_value(SSL_get_peer_cert_chain(connection), place);
}

// A server with old settings is still to be looked at: nothing secret travels, and nothing is verified.
static inline void rb_accept_old_protocols(SSL_CTX *context) {
  SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
  SSL_CTX_set_security_level(context, 0);
  // Many servers end a session by closing the connection.
  SSL_CTX_set_options(context, SSL_OP_IGNORE_UNEXPECTED_EOF);
}
