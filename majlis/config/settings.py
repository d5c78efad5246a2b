"""The one settings file. It reads the environment and fails at start with the name of the variable at fault."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONCE, NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from majlis.config import env
from majlis.config.database import entry

ROOT = Path(__file__).resolve().parents[2]

MODE = env.text("MAJLIS_MODE", default="development")
PRODUCTION = MODE == "production"
if MODE not in {"development", "test", "production"}:
    raise ImproperlyConfigured("MAJLIS_MODE is 'development', 'test' or 'production'")

SAMPLE_SECRET = "sample-secret-for-development-only-never-for-a-ministry"
SECRET_KEY = env.text("MAJLIS_SECRET_KEY", default="" if PRODUCTION else SAMPLE_SECRET)
if PRODUCTION and (len(SECRET_KEY) < 40 or SECRET_KEY == SAMPLE_SECRET):
    raise ImproperlyConfigured("MAJLIS_SECRET_KEY must be a secret of your own, 40 characters or more")

DEBUG = False
PORT = env.number("PORT", default=8000)
ALLOWED_HOSTS = env.listed("MAJLIS_HOSTS", default=[] if PRODUCTION else ["*"])
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("MAJLIS_HOSTS must name the hosts that this site answers to, separated by commas")
ORIGIN = env.origin("MAJLIS_ORIGIN", default=None if PRODUCTION else f"http://localhost:{PORT}")
CSRF_TRUSTED_ORIGINS = env.listed("MAJLIS_CSRF_ORIGINS", default=[ORIGIN] if PRODUCTION else [])
TRUSTED_PROXIES = env.networks("MAJLIS_TRUSTED_PROXIES")

CLOCK_FILE = env.text("MAJLIS_CLOCK_FILE", default="")
if PRODUCTION and CLOCK_FILE:
    raise ImproperlyConfigured("MAJLIS_CLOCK_FILE shifts the clock: it must not be set in production")

ROOMS = [
    "majlis.core",
    "majlis.trail",
    "majlis.centres",
    "majlis.bodies",
    "majlis.accounts",
    "majlis.people",
    "majlis.notifications",
    "majlis.catalogue",
    "majlis.cases",
    "majlis.intake",
    "majlis.audit",
    "majlis.sealed",
    "majlis.office",
    "majlis.audiences",
    "majlis.referrals",
    "majlis.followup",
    "majlis.desk",
    "majlis.portal",
    "majlis.channels",
]
INSTALLED_APPS = [
    *ROOMS,
    "majlis.config",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "procrastinate.contrib.django",
    "template_partials.apps.SimpleAppConfig",
    "django_htmx",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
]
if MODE != "production":
    try:
        import django_linear_migrations  # noqa: F401
    except ModuleNotFoundError:  # the development tools are not installed on a server
        pass
    else:
        INSTALLED_APPS.append("django_linear_migrations")

MIDDLEWARE = [
    "majlis.accounts.addresses.believed",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "majlis.cases.papers.cap.bodies",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "majlis.core.middleware.refusals",
    "majlis.core.middleware.private_pages",
]
ROOT_URLCONF = "majlis.config.urls"
WSGI_APPLICATION = "majlis.config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "majlis.core.context.house",
                "majlis.accounts.context.staff",
                "majlis.desk.context.beside",
            ],
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "builtins": [
                "template_partials.templatetags.partials",
                "django.templatetags.i18n",
                "django.templatetags.static",
                "majlis.core.templatetags.house",
            ],
        },
    }
]

DATABASE_AS = env.text("MAJLIS_DATABASE_AS", default="app")
DATABASES = {"default": entry("owner" if DATABASE_AS == "owner" else "app")}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
# A connection prepares a statement that it has met so often; 0 is for a pool between, which cannot keep them.
PREPARE_AFTER = env.number("MAJLIS_PREPARE_AFTER", default=3)
DATABASES["default"].setdefault("OPTIONS", {})
DATABASES["default"]["OPTIONS"] |= {"server_side_binding": True, "prepare_threshold": PREPARE_AFTER or None}
if MODE != "test" and DATABASE_AS != "owner":
    DATABASES["default"]["OPTIONS"]["pool"] = {
        "min_size": 1,
        "max_size": env.number("MAJLIS_POOL", default=8),
        "timeout": 10,
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "ar"
# Arabic and English are complete. The public is offered those of MAJLIS_LANGUAGES too; what nobody has translated is
# said in Arabic. A native reader's catalogues (ur/LC_MESSAGES/django.mo) lie in the folder MAJLIS_TRANSLATIONS.
COMPLETE_LANGUAGES = [("ar", _("Arabic")), ("en", _("English"))]
_POSSIBLE = dict(COMPLETE_LANGUAGES) | {
    "ur": _("Urdu"),
    "bn": _("Bengali"),
    "hi": _("Hindi"),
    "id": _("Indonesian"),
    "fil": _("Filipino"),
    "am": _("Amharic"),
}
_wanted = dict.fromkeys(["ar", "en", *env.listed("MAJLIS_LANGUAGES", default=[])])
if not set(_wanted) <= set(_POSSIBLE):
    raise ImproperlyConfigured(f"MAJLIS_LANGUAGES names languages by commas, of {', '.join(_POSSIBLE)}")
LANGUAGES = [(code, _POSSIBLE[code]) for code in _wanted]
LANG_INFO.setdefault("fil", {"bidi": False, "code": "fil", "name": "Filipino", "name_local": "Filipino"})
LANG_INFO.setdefault("am", {"bidi": False, "code": "am", "name": "Amharic", "name_local": "አማርኛ"})
_translations = env.text("MAJLIS_TRANSLATIONS", default="")
LOCALE_PATHS = [*([_translations] if _translations else []), str(ROOT / "locale")]
LANGUAGE_COOKIE_NAME = "majlis_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Riyadh"

STATIC_URL = "/static/"
STATIC_ROOT = env.text("MAJLIS_STATIC", default=str(ROOT / ".static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = MODE == "test"
WHITENOISE_AUTOREFRESH = MODE == "test"
MEDIA_ROOT = env.text("MAJLIS_PAPERS", default=str(ROOT / ".data" / "papers"))
# Papers, in bytes: one file, all of one request or draft together, one request's whole body, what stays free on disk.
PAPER_BYTES = env.number("MAJLIS_PAPER_BYTES", default=10 * 1024**2)
PAPERS_MANY = env.number("MAJLIS_PAPERS_MANY", default=10)
PAPERS_BYTES = env.number("MAJLIS_PAPERS_BYTES", default=40 * 1024**2)
REQUEST_BYTES = env.number("MAJLIS_REQUEST_BYTES", default=60 * 1024**2)
# How many posts of one kind the public pages take from one network in a minute, five times as many at once.
PORTAL_POSTS_A_MINUTE = env.number("MAJLIS_PORTAL_POSTS_A_MINUTE", default=120)
PAPERS_ROOM_LEFT = env.number("MAJLIS_PAPERS_ROOM_LEFT", default=500 * 1024**2)
# The scanner that must find a paper clean: clamd at a socket's path or host:port. "off" lets papers pass unscanned.
CLAMD = env.text("MAJLIS_CLAMD", default="/run/clamav/clamd.ctl" if PRODUCTION else "")
SCANNER = env.text("MAJLIS_SCANNER", default="clamd" if CLAMD else "off")
if SCANNER not in {"clamd", "off"} or (SCANNER == "clamd" and not CLAMD):
    raise ImproperlyConfigured("MAJLIS_SCANNER is 'clamd', with its address in MAJLIS_CLAMD, or 'off'")
if PRODUCTION and SCANNER == "off":
    raise ImproperlyConfigured("MAJLIS_SCANNER cannot be 'off' in production: no paper may be read unscanned")

AUTH_USER_MODEL = "accounts.Staff"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "MinimumLengthValidator": {"min_length": 12},
        "UserAttributeSimilarityValidator": {"user_attributes": ("email", "name_en", "name_ar", "phone")},
        "CommonPasswordValidator": {},
    }.items()
]
LOGIN_URL, LOGIN_REDIRECT_URL = "/staff/login/", "/desk/"
# Sign-in by the ministry's identity provider (OpenID Connect), where one is named.
OIDC = None
if env.text("MAJLIS_OIDC_SERVER", default=""):
    OIDC = {
        "name": env.text("MAJLIS_OIDC_NAME", default="OpenID Connect"),
        "server": env.text("MAJLIS_OIDC_SERVER"),
        "client": env.text("MAJLIS_OIDC_CLIENT"),
        "secret": env.text("MAJLIS_OIDC_SECRET"),
        "mail_verified": env.flag("MAJLIS_OIDC_MAIL_VERIFIED", default=False),
        "second_factor": env.flag("MAJLIS_OIDC_SECOND_FACTOR", default=False),
    }
ACCOUNT_ADAPTER = "majlis.accounts.sign_in.adapters.SignIn"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = False  # ours are counted in the database, for all processes together
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = LOGIN_URL
ACCOUNT_FORMS = {
    "login": "majlis.accounts.sign_in.forms.SignInForm",
    "change_password": "majlis.accounts.sign_in.forms.NewPasswordForm",
    "reauthenticate": "majlis.accounts.sign_in.forms.PasswordAgainForm",
}
MFA_ADAPTER = "majlis.accounts.sign_in.adapters.SecondFactor"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff do not sign up: whoever took them in knows their mail
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION
MFA_RATE_LIMITS = False
MFA_FORMS = {
    "authenticate": "majlis.accounts.sign_in.forms.CodeForm",
    "reauthenticate": "majlis.accounts.sign_in.forms.CodeAgainForm",
    "activate_totp": "majlis.accounts.sign_in.forms.AppForm",
    "add_webauthn": "majlis.accounts.sign_in.forms.KeyForm",
    "edit_webauthn": "majlis.accounts.sign_in.forms.KeyNameForm",
}
SOCIALACCOUNT_ADAPTER = "majlis.accounts.sign_in.adapters.OutsideSignIn"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form would be sent to another site, which the content policy forbids
SOCIALACCOUNT_PROVIDERS = {}
if OIDC:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "ministry",
                "name": OIDC["name"],
                "client_id": OIDC["client"],
                "secret": OIDC["secret"],
                "settings": {"server_url": OIDC["server"], "verified_email": OIDC["mail_verified"]},
            }
        ],
    }
SECOND_FACTOR = env.flag("MAJLIS_SECOND_FACTOR", default=PRODUCTION)
if PRODUCTION and not SECOND_FACTOR:
    raise ImproperlyConfigured("MAJLIS_SECOND_FACTOR cannot be switched off in production")
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
if PRODUCTION:
    SECURE_HSTS_SECONDS = env.number("MAJLIS_HSTS_SECONDS", default=31_536_000)
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_SSL_REDIRECT = env.flag("MAJLIS_HTTPS_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    if TRUSTED_PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF, "blob:"],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "worker-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_000_000

EMAIL_HOST = env.text("MAJLIS_SMTP_HOST", default="")
EMAIL_PORT = env.number("MAJLIS_SMTP_PORT", default=25)
EMAIL_HOST_USER = env.text("MAJLIS_SMTP_USER", default="")
EMAIL_HOST_PASSWORD = env.text("MAJLIS_SMTP_PASSWORD", default="")
EMAIL_USE_TLS = env.flag("MAJLIS_SMTP_TLS", default=False)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("MAJLIS_MAIL_FROM", default="majlis@localhost")

MAIL_REPLY_TO = env.text("MAJLIS_MAIL_REPLY_TO", default="")
OUTBOX = env.text("MAJLIS_OUTBOX", default=str(ROOT / ".data" / "outbox"))
# How each channel leaves the house. Without a mail server of its own, development writes what it would send to OUTBOX.
CARRIERS = {"call": "majlis.channels.calls.carrier.Calls"}
if EMAIL_HOST:
    CARRIERS["email"] = "majlis.channels.email.carrier.Email"
elif not PRODUCTION:
    CARRIERS |= dict.fromkeys(("email", "sms"), "majlis.channels.demo.carrier.Works")

IDENTITY_NATIONAL = env.text("MAJLIS_IDENTITY_NATIONAL", default="" if PRODUCTION else "simulator")
IDENTITY_APPROVAL = env.text("MAJLIS_IDENTITY_APPROVAL", default="" if PRODUCTION else "simulator")
if IDENTITY_NATIONAL not in {"", "simulator", "redirect"}:
    raise ImproperlyConfigured("MAJLIS_IDENTITY_NATIONAL is 'redirect', 'simulator' or empty")
if IDENTITY_APPROVAL not in {"", "simulator"}:
    raise ImproperlyConfigured("MAJLIS_IDENTITY_APPROVAL is 'simulator' or empty")
if PRODUCTION and "simulator" in {IDENTITY_NATIONAL, IDENTITY_APPROVAL}:
    raise ImproperlyConfigured(
        "MAJLIS_IDENTITY_NATIONAL and MAJLIS_IDENTITY_APPROVAL must not name the simulator in production"
    )
if IDENTITY_NATIONAL == "redirect":
    IDENTITY_ADDRESS = env.text("MAJLIS_IDENTITY_ADDRESS")
    IDENTITY_ISSUER = env.text("MAJLIS_IDENTITY_ISSUER")
    IDENTITY_CLIENT = env.text("MAJLIS_IDENTITY_CLIENT", default=ORIGIN)
    IDENTITY_ALGORITHM = env.text("MAJLIS_IDENTITY_ALGORITHM", default="RS256")
    IDENTITY_OWN_KEY = env.text("MAJLIS_IDENTITY_OWN_KEY")
    IDENTITY_AUTHORITY_KEY = env.text("MAJLIS_IDENTITY_AUTHORITY_KEY")

EMERGENCY_NUMBER = env.text("MAJLIS_EMERGENCY_NUMBER", default="911")
# How long a person may think about a place that became free, in hours from 8 to 21.
OFFER_HOURS = env.number("MAJLIS_OFFER_HOURS", default=6)
# How many minutes longer a session may last for a grave case.
GRAVE_STRETCH = env.number("MAJLIS_GRAVE_STRETCH", default=30)
TOLL_FREE_NUMBER = env.text("MAJLIS_TOLL_FREE_NUMBER", default="8000000000")
LEAVE_ADDRESS = env.text("MAJLIS_LEAVE_ADDRESS", default="https://www.google.com/search?q=weather")
OFFICIAL_STRIP = env.text("MAJLIS_OFFICIAL_STRIP", default="")

# Security reports: the fingerprint that pins the compartment's keys (seal_ceremony prints it), and a day's room.
SEALED_FINGERPRINT = env.text("MAJLIS_SEALED_FINGERPRINT", default="")
SEALED_BYTES_A_DAY = env.number("MAJLIS_SEALED_BYTES_A_DAY", default=2_000_000_000)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "majlis.core.logs.Lines", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    },
    "filters": {"masked": {"()": "majlis.core.logs.Masked"}},
    "handlers": {"err": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["masked"]}},
    "loggers": {"procrastinate": {"level": "WARNING"}},
    "root": {"handlers": ["err"], "level": env.text("MAJLIS_LOG_LEVEL", default="INFO")},
}
